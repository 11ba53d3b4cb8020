using System.Text.Json.Nodes;
using Coxswain.Testing.Upstream.Simulation;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Plans;

namespace Coxswain.Tests.Testing.Upstream.Simulation;

/// <summary>Each fault as a plain client or socket sees it.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    public static TheoryData<string> Errors => [.. ApiErrors.Named.Keys.Where(static name => name != "502-html")];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_has_its_status_body_request_id_and_wait(string name)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(name)));
        var expected = ApiErrors.Named[name];

        using var response = await bed.PostAsync(SimulatorBed.Ask());
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(expected.Status, (int)response.StatusCode);
        Assert.Equal("error", (string?)body["type"]);
        Assert.Equal(expected.Type, (string?)body["error"]!["type"]);
        Assert.Equal(expected.Message, (string?)body["error"]!["message"]);
        Assert.Equal(expected.Code, (string?)body["error"]!["details"]?["error_code"]);
        Assert.Equal(response.Headers.GetValues("request-id").Single(), (string?)body["request_id"]);
        Assert.Equal(expected.RetryAfter?.TotalSeconds, response.Headers.RetryAfter?.Delta?.TotalSeconds);
    }

    [Fact]
    public async Task Spend_limit_is_429_with_its_code_and_no_wait()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("429-spend")));

        using var response = await bed.PostAsync(SimulatorBed.Ask());
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;

        Assert.Equal((429, "rate_limit_error", "enforced_spend_limit_reached"), ((int)response.StatusCode, (string?)error["type"], (string?)error["details"]!["error_code"]));
        Assert.Null(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Error_page_of_a_proxy_is_html_and_has_no_request_id()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("502-html")));

        using var response = await bed.PostAsync(SimulatorBed.Ask());

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.Contains("request-id"));
        Assert.StartsWith("<html>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error-event:after-headers", "")]
    [InlineData("error-event:after-message-start", "message_start")]
    [InlineData("error-event:in-block", "message_start ping content_block_start content_block_delta content_block_delta")]
    [InlineData("error-event:between-blocks", "message_start ping content_block_start content_block_delta content_block_delta content_block_delta content_block_delta content_block_stop")]
    [InlineData("error-event:before-message-stop", "message_start ping content_block_start content_block_delta content_block_delta content_block_delta content_block_delta content_block_stop message_delta")]
    public async Task Error_event_comes_at_its_stage_of_a_stream_that_began_well(string fault, string before)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault) with { Text = new string('a', 90) }));

        var events = await bed.StreamAsync(SimulatorBed.Ask(stream: true));

        Assert.Equal((before + " error").Trim(), string.Join(' ', events.Select(static one => (string?)one["type"])));
        Assert.Equal("overloaded_error", (string?)events[^1]["error"]!["type"]);
    }

    [Theory]
    [InlineData("reset:before-headers", "", "reset")]
    [InlineData("reset:in-headers", "HTTP/1.1 200 OK", "reset")]
    [InlineData("reset:after-headers", "close", "reset")]
    [InlineData("reset:after-message-start", "message_start", "reset")]
    [InlineData("reset:in-block", "content_block_delta", "reset")]
    [InlineData("reset:mid-event", "content_block_delta", "reset")]
    [InlineData("reset:between-blocks", "content_block_stop", "reset")]
    [InlineData("reset:before-message-stop", "message_delta", "reset")]
    [InlineData("cut:before-headers", "", "fin")]
    [InlineData("cut:in-headers", "HTTP/1.1 200 OK", "fin")]
    [InlineData("cut:after-headers", "close", "fin")]
    [InlineData("cut:after-message-start", "message_start", "fin")]
    [InlineData("cut:in-block", "content_block_delta", "fin")]
    [InlineData("cut:mid-event", "content_block_delta", "fin")]
    [InlineData("cut:between-blocks", "content_block_stop", "fin")]
    [InlineData("cut:before-message-stop", "message_delta", "fin")]
    public async Task Connection_ends_at_its_stage_with_the_body_unfinished(string fault, string last, string end)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault)));

        var answer = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(stream: true), Patience);

        Assert.Equal(end, answer.End);
        Assert.Contains(last, answer.Text, StringComparison.Ordinal);
        Assert.Equal(last.Length == 0, answer.Text.Length == 0);
        Assert.DoesNotContain("message_stop", answer.Text, StringComparison.Ordinal);
        Assert.False(answer.Text.EndsWith("0\r\n\r\n", StringComparison.Ordinal));
        Assert.Equal(fault.EndsWith("in-headers", StringComparison.Ordinal), answer.Text.Length > 0 && !answer.Text.Contains("\r\n\r\n", StringComparison.Ordinal));
        Assert.Equal(fault.EndsWith("mid-event", StringComparison.Ordinal), IsInsideEvent(answer));
    }

    [Theory]
    [InlineData("early-end:after-message-start", "message_start")]
    [InlineData("early-end:in-block", "content_block_delta")]
    [InlineData("early-end:mid-event", "content_block_delta")]
    [InlineData("early-end:before-message-stop", "message_delta")]
    public async Task Body_that_ends_early_is_whole_to_http_and_not_to_the_api(string fault, string last)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault)));

        using var response = await bed.PostAsync(SimulatorBed.Ask(stream: true));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains(last, text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_stream_is_200_without_an_event()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("empty-stream")));

        using var response = await bed.PostAsync(SimulatorBed.Ask(stream: true));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("stall:before-headers", "", "HTTP")]
    [InlineData("stall:in-headers", "HTTP/1.1 200 OK", "\r\n\r\n")]
    [InlineData("stall:after-headers", "\r\n\r\n", "message_start")]
    [InlineData("stall:after-message-start", "message_start", "content_block_start")]
    [InlineData("stall:in-block", "content_block_delta", "content_block_stop")]
    [InlineData("stall:mid-event", "content_block_delta", "content_block_stop")]
    [InlineData("stall:between-blocks", "content_block_stop", "message_delta")]
    public async Task Stall_keeps_the_connection_and_says_nothing_more(string fault, string last, string never)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault)));

        var answer = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(stream: true), Silence);

        Assert.Equal("open", answer.End);
        Assert.Contains(last, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(never, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stall_with_a_length_goes_on_to_a_whole_answer()
    {
        var fault = Fault.Parse("stall:mid-event") with { Duration = TimeSpan.FromMilliseconds(50) };
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault), SimulatedStep.Answer));

        var stalled = await bed.StreamAsync(SimulatorBed.Ask(stream: true));
        var plain = await bed.StreamAsync(SimulatorBed.Ask(stream: true));

        Assert.Equal("message_stop", (string?)stalled[^1]["type"]);
        Assert.Equal(TextOf(plain), TextOf(stalled));
    }

    [Fact]
    public async Task Endless_pings_are_all_that_follows_the_start()
    {
        var fault = Fault.Parse("endless-pings") with { Every = TimeSpan.FromMilliseconds(5) };
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault)));

        var answer = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(stream: true), Patience, most: 4000);

        Assert.Equal("open", answer.End);
        Assert.True(answer.Text.Split("event: ping").Length > 20);
        Assert.DoesNotContain("content_block", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endless_pings_of_a_call_without_a_stream_are_silence_after_the_headers()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("endless-pings")));

        var answer = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(), Silence);

        Assert.Equal(("open", ""), (answer.End, answer.Body));
        Assert.StartsWith("HTTP/1.1 200 OK", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Huge_event_is_a_hundred_megabytes_in_one_line_of_a_whole_answer()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("huge-event")));

        using var response = await bed.PostAsync(SimulatorBed.Ask(stream: true));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var longest = 0;
        var last = "";
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            longest = Math.Max(longest, line.Length);
            last = line.Length > 0 ? line : last;
        }

        Assert.True(longest > 100 << 20);
        Assert.Contains("message_stop", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_is_announced_and_not_sent()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("gzip-lie")));

        using var response = await bed.PostAsync(SimulatorBed.Ask());

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.StartsWith("{", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("length-too-long", 100, true)]
    [InlineData("length-too-long", 100, false)]
    [InlineData("length-too-short", -10, true)]
    [InlineData("length-too-short", -10, false)]
    public async Task Content_length_is_wrong_by_a_known_number(string fault, int by, bool stream)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault)));

        var answer = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(stream: stream), Patience);
        var stated = answer.Head.Split("\r\n").Single(static line => line.StartsWith("content-length: ", StringComparison.Ordinal));

        Assert.Equal("fin", answer.End);
        Assert.Equal($"content-length: {answer.Body.Length + by}", stated);
    }

    [Fact]
    public async Task Bytewise_answer_is_right_and_comes_in_many_pieces()
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail("byte-writes"), SimulatedStep.Answer));

        var raw = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(stream: true), Patience);
        var plain = await bed.StreamAsync(SimulatorBed.Ask(stream: true));

        Assert.Equal("fin", raw.End);
        Assert.EndsWith("0\r\n\r\n", raw.Text, StringComparison.Ordinal);
        Assert.True(raw.Reads > 20, $"{raw.Reads} reads");
        Assert.Equal(SimulatedOutcome.Answered, bed.Upstream.Calls[0].Outcome);
        Assert.Equal("message_stop", (string?)plain[^1]["type"]);
    }

    [Theory]
    [InlineData("reset:in-block", "reset")]
    [InlineData("cut:in-block", "fin")]
    public async Task Answer_that_is_no_stream_breaks_in_the_middle_of_its_body(string fault, string end)
    {
        await using var bed = await SimulatorBed.StartAsync(SimulatorPlan.Script(SimulatedStep.Fail(fault)));

        var answer = await RawAnswer.OfAsync(bed.Upstream.Address, SimulatorBed.Ask(), Patience);
        var stated = int.Parse(answer.Head.Split("content-length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(end, answer.End);
        Assert.Equal(stated / 2, answer.Body.Length);
    }

    [Fact]
    public async Task Closed_port_refuses_and_plain_port_fails_the_handshake()
    {
        using var closed = new ClosedPort();
        await using var plain = PlainPort.Open();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(closed.Address), TestContext.Current.CancellationToken));
        var garbled = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(plain.Address), TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        Assert.Equal(HttpRequestError.SecureConnectionError, garbled.HttpRequestError);
    }

    [Fact]
    public void Every_fault_has_a_name_that_is_read_back()
    {
        var stages = Enum.GetValues<FaultStage>();
        var faults = Enum.GetValues<FaultKind>().Where(static kind => kind != FaultKind.Error).SelectMany(kind => stages.Select(stage => new Fault(kind, stage)));

        Assert.All(faults, static fault => Assert.Equal(fault.Name, Fault.Parse(fault.Name).Name));
        Assert.All(ApiErrors.Named.Keys, static name => Assert.Equal(name, Fault.Parse(name).Name));
        Assert.False(Fault.TryParse("reset", out _));
        Assert.False(Fault.TryParse("empty-stream:in-block", out _));
        Assert.False(Fault.TryParse("error", out _));
    }

    private static string TextOf(List<JsonObject> events) => string.Concat(events.Select(static one => (string?)one["delta"]?["text"]));

    // An event ends with an empty line; a chunk adds its own line end.
    private static bool IsInsideEvent(RawAnswer answer) => answer.Body.Contains("event: message_start", StringComparison.Ordinal) && !answer.Body.TrimEnd('\r', '\n').EndsWith('}');
}
