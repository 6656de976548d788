-- Posts reviews, each with other words, by one member after another: their session keys are the arguments.
local count, sessions = 0, {}
local start = os.time()
local words = "I read this twice, and the pans ruled like a ledger are the best sentence in it. "
  .. "I do not trust Mr. Garrod an inch, one arm or no. The kettle is a clue; so is the second cup, I think. "
  .. "This is number "
function init(args)
  for i = 1, #args do sessions[i] = args[i] end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Sec-Fetch-Site"] = "same-origin"
end
function request()
  count = count + 1
  wrk.headers["Cookie"] = "sessionid=" .. sessions[(count - 1) % #sessions + 1]
  return wrk.format(nil, nil, nil, "text=" .. string.gsub(words, " ", "+") .. start .. "-" .. count)
end
