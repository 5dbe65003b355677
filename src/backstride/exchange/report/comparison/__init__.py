"""A backward recording beside a forward one."""
