"""The CRM services, each divided into urls, responses, models and errors."""
