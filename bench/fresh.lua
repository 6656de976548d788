-- Each request names another host of the given domain, so that no page has been stored for it yet.
local count, domain = 0, ""
local start = os.time()
function init(args) domain = args[1] end
function request()
  count = count + 1
  wrk.headers["Host"] = "n" .. start .. "-" .. count .. "." .. domain
  return wrk.format()
end
