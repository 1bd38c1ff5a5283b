def is_url(n):
    return "://" in n
