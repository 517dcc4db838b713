"""What leaves Sursur: tables for spreadsheets, statistics tools and programs, each with its sources and its rules."""
