-- Somebody at work in Neovim: does with its built-in client what the tests look at, and writes down what came of each step.
-- nvim --headless -u INIT -c "luafile session.lua"; ARCHSCALE_TEST_FILE is the file to edit, ARCHSCALE_TEST_RESULTS the one to write.
local results = {}
local waiting_ms = 20000

local function buffer_text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

local function until_true(what, probe)
  if not vim.wait(waiting_ms, probe, 20) then
    error("waited in vain for " .. what)
  end
end

--- Put the cursor on the first character of `text`, or behind it.
local function go_to(text, behind)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local from, to = line:find(text, 1, true)
    if from then
      vim.api.nvim_win_set_cursor(0, { row, behind and to or from - 1 })
      return
    end
  end
  error("there is no " .. text)
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, diagnostic.code)
  end
  table.sort(found)
  return found
end

local function has_code(code)
  return vim.tbl_contains(codes(), code)
end

--- The floating windows that are open, as text.
local function floats()
  local texts = {}
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      table.insert(texts, table.concat(lines, "\n"))
    end
  end
  return table.concat(texts, "\n")
end

local steps = {}

function steps.diagnostics()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.ARCHSCALE_TEST_FILE))
  until_true("diagnostics", function() return has_code("stateful-web-tier") end)
  local all = vim.diagnostic.get(0)
  return { codes = codes(), source = all[1].source, message = all[1].message, filetype = vim.bo.filetype }
end

function steps.hover()
  go_to("web ")
  vim.lsp.buf.hover()
  until_true("a hover", function() return floats() ~= "" end)
  local text = floats()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then vim.api.nvim_win_close(window, true) end
  end
  return text
end

function steps.definition()
  go_to("-> web")
  vim.cmd("normal! 3l")
  local before = vim.api.nvim_win_get_cursor(0)
  vim.lsp.buf.definition()
  until_true("the cursor to move", function()
    return vim.api.nvim_win_get_cursor(0)[1] ~= before[1]
  end)
  return vim.api.nvim_get_current_line()
end

function steps.completion()
  go_to("capacity: 500rps", true)
  vim.cmd("normal! o    ")
  vim.api.nvim_win_set_cursor(0, { vim.fn.line("."), #vim.api.nvim_get_current_line() })
  local params = vim.lsp.util.make_position_params(0, "utf-16")
  params.position.character = #vim.api.nvim_get_current_line()
  local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params, waiting_ms)
  local labels = {}
  for _, answer in pairs(answers) do
    for _, item in ipairs(answer.result.items or answer.result) do table.insert(labels, item.label) end
  end
  vim.cmd("normal! dd")
  return labels
end

function steps.rename()
  go_to("service web")
  vim.cmd("normal! w")
  vim.lsp.buf.rename("frontend")
  until_true("the new name", function() return buffer_text():find("-> frontend", 1, true) ~= nil end)
  return buffer_text()
end

function steps.codeAction()
  until_true("the finding to quick-fix", function() return has_code("stateful-web-tier") end)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == "stateful-web-tier" then
      vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
    end
  end
  local titles = {}
  -- What the person chooses from.
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do table.insert(titles, options.format_item and options.format_item(item) or "") end
    choose(items[1], 1)
  end
  local before = buffer_text()
  vim.lsp.buf.code_action()
  until_true("the fix", function() return buffer_text() ~= before end)
  until_true("the finding to be gone", function() return not has_code("stateful-web-tier") end)
  return { titles = titles, text = buffer_text(), codes = codes() }
end

function steps.formatting()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { "service   extra    x2", "", "", "", "frontend->extra" })
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = waiting_ms })
  else
    vim.lsp.buf.formatting_sync({}, waiting_ms)
  end
  return buffer_text()
end

function steps.documentSymbols()
  vim.lsp.buf.document_symbol()
  local function list()
    local quickfix = vim.fn.getqflist()
    return #quickfix > 0 and quickfix or vim.fn.getloclist(0)
  end
  until_true("the list of symbols", function() return #list() > 0 end)
  local names = {}
  for _, item in ipairs(list()) do table.insert(names, item.text) end
  vim.cmd("cclose | lclose")
  return names
end

function steps.references()
  go_to("service frontend")
  vim.cmd("normal! w")
  vim.fn.setqflist({})
  vim.lsp.buf.references()
  until_true("the references", function() return #vim.fn.getqflist() > 1 end)
  local lines = {}
  for _, item in ipairs(vim.fn.getqflist()) do table.insert(lines, item.text) end
  vim.cmd("cclose")
  return lines
end

function steps.mistake()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { 'service shop "쇼핑 🛒" { capcity: 1k/s }' })
  local function mistakes()
    return vim.tbl_filter(function(diagnostic) return diagnostic.message:find("capcity", 1, true) ~= nil end, vim.diagnostic.get(0))
  end
  until_true("the mistake", function() return #mistakes() == 1 end)
  local mistake = mistakes()[1]
  local line = vim.api.nvim_buf_get_lines(0, mistake.lnum, mistake.lnum + 1, false)[1]
  -- Neovim counts bytes, the protocol units of UTF-16.
  local marked = line:sub(mistake.col + 1, mistake.end_col)
  vim.cmd("undo")
  until_true("the mistake to be gone", function() return #mistakes() == 0 end)
  return marked
end

function steps.ending()
  local clients = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  local running = #clients
  for _, client in ipairs(clients) do client.stop(client) end
  until_true("the server to end", function()
    local left = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
    return #left == 0
  end)
  return running
end

local order = {
  "diagnostics", "hover", "definition", "completion", "rename", "codeAction", "formatting", "documentSymbols",
  "references", "mistake", "ending",
}
for _, name in ipairs(order) do
  local worked, result = pcall(steps[name])
  results[name] = worked and { value = result } or { failure = tostring(result) }
end
vim.fn.writefile({ vim.fn.json_encode(results) }, vim.env.ARCHSCALE_TEST_RESULTS)
vim.cmd("qall!")
