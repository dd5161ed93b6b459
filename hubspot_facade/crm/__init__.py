"""CRM: records of every type, their associations, properties, pipelines and owners."""
