"""Validation rules of properties, enforced on writes from edition 2026-09 on."""
