-- One kind of request of the key-manager API, again and again; see key-manager.sh.
local what, root, ids = os.getenv("WHAT"), os.getenv("ROOT"), {}
local n, bad = 0, 0
wrk.headers["Accept"] = what == "payload" and "text/plain" or "application/json"
wrk.headers["Content-Type"] = "application/json"
local name, value = os.getenv("HEADER"):match("^([^:]+): (.*)$")
wrk.headers[name] = value
if what == "payload" then for id in io.lines(os.getenv("IDS")) do ids[#ids + 1] = id end end

function init() math.randomseed(os.time()) end

function request()
  n = n + 1
  if what == "create" then
    return wrk.format("POST", root .. "/v1/secrets", nil,
      '{"name":"s' .. n .. '","payload":"a-secret-of-sixty-four-letters-0123456789abcdef0123456789abcdef","payload_content_type":"text/plain"}')
  elseif what == "payload" then
    return wrk.format("GET", root .. "/v1/secrets/" .. ids[math.random(#ids)] .. "/payload")
  end
  return wrk.format("GET", root .. "/v1/secrets?limit=10")
end

function response(status, headers, body)
  if status >= 300 then
    bad = bad + 1
    if bad < 3 then io.stderr:write(status .. " " .. body .. "\n") end
  end
end
