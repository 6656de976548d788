"""What the interfaces share: visitor, answers, refusals, paging, rate limits, same-origin check."""
