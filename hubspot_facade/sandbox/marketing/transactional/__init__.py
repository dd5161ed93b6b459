"""Transactional e-mail: single sends and SMTP tokens."""
