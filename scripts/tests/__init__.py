"""Tests of the scripts; run by scripts/test."""
