using Coxswain.Core.Health.Window;
using static Coxswain.Tests.Core.Health.Reading.Transcript;

namespace Coxswain.Tests.Core.Health.Reading;

public sealed class ContextLinesTests
{
    [Fact]
    public void Blocks_carry_what_they_are_about_and_the_turn_that_sends_them_first()
    {
        var window = Read(
            Prompt("u1", "", "mend auth.js"),
            Text("a1", "u1", "r1", "I look"),
            Call("a2", "a1", "r1", "t1", "Read", """{"file_path":"/src/auth.js"}"""),
            Result("u2", "a2", "t1", "function loginUser"),
            Text("a3", "u2", "r2", "done"));

        Assert.Equal(
            [(1, BlockKind.Prompt), (1, BlockKind.Answer), (1, BlockKind.ToolCall), (2, BlockKind.ToolResult), (2, BlockKind.Answer)], window.Blocks.Select(block => (block.Turn, block.Kind)));
        Assert.Equal([12, 6, 28, 18, 4], window.Blocks.Select(block => block.Bytes));
        var result = window.Blocks[3];
        Assert.Equal(("Read", "/src/auth.js", true, false), (result.Tool, result.Path, result.IsWholeFile, result.IsError));
        Assert.Equal(window.Blocks[2].CallHash, result.CallHash);
        Assert.True(result.IsReadResult);
        Assert.Contains(BlockWords.OfFile("loginUser"), result.Words);
        Assert.Contains(BlockWords.OfFile("auth.js"), window.Blocks[0].Words);
        Assert.Equal(2, window.LastTurn);
    }

    [Fact]
    public void The_lines_of_one_answer_are_one_request_with_its_largest_counts()
    {
        var window = Read(
            Prompt("u1", "", "12345678"),
            Text("a1", "u1", "r1", "one", """{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":30,"output_tokens":1}"""),
            Call("a2", "a1", "r1", "t1", "Bash", "{}", """{"input_tokens":10,"cache_read_input_tokens":200,"cache_creation_input_tokens":30,"output_tokens":77}"""),
            Result("u2", "a2", "t1", "1234"),
            Text("a3", "u2", "r2", "two"));

        Assert.Equal(2, window.Requests.Count);
        Assert.Equal((240, 200, 77), (window.Requests[0].PromptTokens, window.Requests[0].CacheReadTokens, window.Requests[0].OutputTokens));
        Assert.Equal((8, 4), (window.Requests[0].NewBytes, window.Requests[1].NewBytes));

        // The prompt; then also "one", {} and the result.
        Assert.Equal((8, 17), (window.Requests[0].WindowBytes, window.Requests[1].WindowBytes));
    }

    [Fact]
    public void After_a_compaction_only_the_summary_what_was_kept_and_what_came_since_is_in_the_window()
    {
        var window = Read(
            Prompt("u1", "", "first"),
            Call("a1", "u1", "r1", "t1", "Read", """{"file_path":"/a.cs"}"""),
            Result("u2", "a1", "t1", "text of a"),
            Call("a2", "u2", "r2", "t2", "Read", """{"file_path":"/b.cs"}"""),
            Result("u3", "a2", "t2", "text of b"),
            Text("a3", "u3", "r3", "kept"),
            Boundary("auto", 900, 100, "a3"),
            """{"type":"user","uuid":"s","parentUuid":"boundary","isCompactSummary":true,"isSidechain":false,"message":{"role":"user","content":"summary"}}""",
            Prompt("u4", "s", "second"),
            Call("a4", "u4", "r4", "t3", "Read", """{"file_path":"/a.cs"}"""),
            Result("u5", "a4", "t3", "text of a"));

        Assert.Equal([BlockKind.Summary, BlockKind.Answer, BlockKind.Prompt, BlockKind.ToolCall, BlockKind.ToolResult], window.Blocks.Select(block => block.Kind));
        var compaction = Assert.Single(window.Compactions);
        Assert.Equal(("auto", 900, 100), (compaction.Trigger, compaction.TokensBefore, compaction.TokensAfter));
        Assert.Equal(["/a.cs", "/b.cs"], compaction.FilesBefore);
        Assert.Equal(["/a.cs"], compaction.FilesReadAgain);
        Assert.Equal(9, compaction.BytesReadAgain);
        Assert.Equal([0, 0, 0, 1], window.Requests.Select(request => request.Epoch));

        // summary 7, kept 4, second 6.
        Assert.Equal(17, Assert.Single(window.CurrentRequests).WindowBytes);
    }

    [Fact]
    public void Going_back_behind_an_answer_leaves_it()
    {
        var window = Read(
            Prompt("u1", "", "first"),
            Text("a1", "u1", "r1", "one"),
            Prompt("u2", "a1", "wrong"),
            Text("a2", "u2", "r2", "way"),
            Prompt("u3", "a1", "right"),
            Text("a3", "u3", "r3", "now"));

        Assert.Equal(["first", "one", "right", "now"], window.Blocks.Select(block => block.Bytes switch { 5 when block.Turn == 1 => "first", 3 when block.Turn == 1 => "one", 5 => "right", _ => "now" }));
        Assert.Equal(4, window.Blocks.Count);
        Assert.Equal([false, false, true], window.Requests.Select(request => request.IsAfterReturn));
    }

    [Fact]
    public void Results_of_calls_side_by_side_are_no_return()
    {
        var window = Read(
            Prompt("u1", "", "go"),
            Call("a1", "u1", "r1", "t1", "Read", """{"file_path":"/a"}"""),
            Call("a2", "a1", "r1", "t2", "Read", """{"file_path":"/b"}"""),
            Result("u2", "a1", "t1", "x"),
            Result("u3", "a2", "t2", "y"),
            Text("a3", "u3", "r2", "done"),
            Prompt("u4", "a3", "next"));

        Assert.Equal(7, window.Blocks.Count);
    }

    [Fact]
    public void What_the_client_says_by_itself_is_no_prompt()
    {
        var window = Read(
            """{"type":"user","uuid":"1","isMeta":true,"message":{"content":"a reminder"}}""",
            """{"type":"user","uuid":"2","message":{"content":"<local-command-stdout>x</local-command-stdout>"}}""",
            """{"type":"user","uuid":"3","message":{"content":"[Request interrupted by user]"}}""",
            """{"type":"user","uuid":"4","message":{"content":[{"type":"text","text":"see"},{"type":"image","source":{"data":"AAAA"}}]}}""");

        Assert.Equal([BlockKind.Reminder, BlockKind.Reminder, BlockKind.Reminder, BlockKind.Prompt], window.Blocks.Select(block => block.Kind));
        Assert.Equal((3, 1), (window.Blocks[3].Bytes, window.Blocks[3].Images));
    }

    [Fact]
    public void Subagents_and_the_clients_own_error_messages_are_not_in_the_window()
    {
        var window = Read(
            """{"type":"user","isSidechain":true,"message":{"content":"of a subagent"}}""",
            """{"type":"assistant","agentId":"a1","message":{"id":"m","model":"claude-opus-5-5","content":[{"type":"text","text":"of a subagent"}],"usage":{"input_tokens":9}}}""",
            """{"type":"assistant","isApiErrorMessage":true,"message":{"id":"m","model":"<synthetic>","content":[{"type":"text","text":"API Error"}]}}""");

        Assert.Empty(window.Blocks);
        Assert.Empty(window.Requests);
        Assert.Equal(0, window.DamagedLines);
    }

    [Fact]
    public void A_copied_answer_without_counts_is_in_the_window_but_no_request()
    {
        var window = Read(Text("a1", "", "r1", "copied", """{"input_tokens":0,"output_tokens":0}"""), Prompt("u1", "a1", "go"), Text("a2", "u1", "r2", "new"));

        Assert.Equal(3, window.Blocks.Count);
        Assert.Equal(2, Assert.Single(window.Requests).Turn);
        Assert.Equal(2, window.LastTurn);
    }

    [Fact]
    public void Done_things_of_a_list_name_nothing()
    {
        var window = Read(Call("a1", "", "r1", "t1", "TodoWrite", """{"todos":[{"content":"write done.cs","status":"completed"},{"content":"write open.cs","status":"pending"}]}"""));

        Assert.Contains(BlockWords.OfFile("open.cs"), window.Blocks[0].Words);
        Assert.DoesNotContain(BlockWords.OfFile("done.cs"), window.Blocks[0].Words);
    }

    [Fact]
    public void The_shape_of_the_newest_request_of_the_main_conversation_counts_without_deferred_tools()
    {
        var window = Read(
            """{"type":"api-request-shape","shapeHash":"h1","shape":{"system":[{"type":"text","text":"12345"}],"tools":[{"name":"Read","description":"d"},{"name":"mcp__s__t","defer_loading":true}]}}""",
            """{"type":"api-request","querySource":"sdk","shapeHash":"h1"}""",
            """{"type":"api-request-shape","shapeHash":"h2","shape":{"system":[],"tools":[]}}""",
            """{"type":"api-request","querySource":"generate_session_title","shapeHash":"h2"}""");

        Assert.Equal(5, window.Shape?.SystemBytes);
        Assert.Equal([KeyValuePair.Create("Read", 33L)], window.Shape?.Tools);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("{\"type\":\"user\",\"message\":{\"content\":\"cut")]
    [InlineData("{\"type\":\"assistant\",\"requestId\":\"r\",\"timestamp\":\"2026-11-20T09:00:00Z\",\"message\":{\"id\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":-5}}}")]
    [InlineData("{\"type\":\"assistant\",\"requestId\":\"r\",\"message\":{\"id\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":5}}}")]
    public void Damaged_lines_are_counted_and_passed_over(string line)
    {
        var window = Read(line, Prompt("u1", "", "go"));

        Assert.Equal(1, window.DamagedLines);
        Assert.Single(window.Blocks);
    }

    [Theory]
    [InlineData("""{"type":"user","message":{"content":{"type":"text"}}}""")]
    [InlineData("""{"type":"user","message":{"content":[null,1,"x",[],{"type":"tool_result"},{"type":"tool_result","content":[{"type":"text","text":5},{"type":"image"}]}]}}""")]
    [InlineData("""{"type":"assistant","message":{"content":[{"type":"tool_use","input":[1,{"a":[]}]},{"type":"tool_use","id":7,"name":{},"input":"x"},{}]}}""")]
    [InlineData("""{"type":"system","subtype":"compact_boundary","compactMetadata":"x"}""")]
    [InlineData("""{"type":"api-request-shape","shapeHash":5,"shape":{"tools":[1,{"name":"\ud800"}]}}""")]
    [InlineData("""{"type":"user","uuid":"\u0000","parentUuid":"\u0000","message":{"content":"\ud800 \u202e <b>x</b>"}}""")]
    public void Lines_of_another_shape_do_no_harm(string line)
        => Assert.Equal(0, Read(line, line).DamagedLines);
}
