using System.Text;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Server.Hooks;
using Coxswain.Server.Hosting;
using Coxswain.Server.Otlp;
using Coxswain.Server.Security;
using Coxswain.Tests.Server.Otlp;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coxswain.Tests.Server.Hooks;

public sealed class HookReceiverTests
{
    private const string Event = """{"hook_event_name":"Stop","session_id":"s-1"}""";
    private readonly RecordingWriter _writer = new();

    [Fact]
    public async Task Event_is_kept_before_it_is_answered()
    {
        Assert.Null(await SendAsync(Event));

        var record = Assert.Single(Assert.Single(_writer.Batches).Logs);
        Assert.Equal(("coxswain", "coxswain.hook"), (record.Origin.ServiceName, record.Body));
    }

    [Theory]
    [InlineData(WriteOutcome.Full)]
    [InlineData(WriteOutcome.Unavailable)]
    public async Task Event_that_cannot_be_kept_is_refused(WriteOutcome outcome)
    {
        _writer.Outcome = outcome;

        Assert.Equal("outbox_full", await SendAsync(Event));
    }

    [Theory]
    [InlineData("text/plain", Event, "not_json")]
    [InlineData("application/x-www-form-urlencoded", Event, "not_json")]
    [InlineData("multipart/form-data", Event, "not_json")]
    [InlineData(null, Event, "not_json")]
    [InlineData("application/json; charset=utf-8", Event, null)]
    [InlineData("application/json", "{}", "no_hook_event")]
    public async Task Only_an_event_in_JSON_is_taken(string? type, string body, string? code) => Assert.Equal(code, await SendAsync(body, type));

    [Theory]
    [InlineData("x-api-key", "key", null)]
    [InlineData("Authorization", "Bearer key", null)]
    [InlineData("Authorization", "Bearer of-the-api", null)]
    [InlineData("x-api-key", "of-the-api", "key_missing")]
    [InlineData("x-api-key", "other", "key_missing")]
    [InlineData("Authorization", "Bearer other", "key_missing")]
    [InlineData("Authorization", "Basic b2YtdGhlLWFwaQ==", "key_missing")]
    [InlineData("x-other", "key", "key_missing")]
    public async Task Key_of_the_receivers_or_token_of_the_api_is_asked_for_where_a_key_is_set(string name, string value, string? code)
        => Assert.Equal(code, await SendAsync(Event, key: "key", header: (name, value)));

    [Fact]
    public async Task Wrong_key_learns_nothing_about_the_content_type()
        => Assert.Equal("key_missing", await SendAsync(Event, "text/plain", key: "key", header: ("x-api-key", "other")));

    [Fact]
    public async Task Folder_with_made_up_data_takes_no_event() => Assert.Equal("demo_folder", await SendAsync(Event, isOpen: false));

    private async Task<string?> SendAsync(string body, string? type = "application/json", string key = "", (string Name, string Value)? header = null, bool isOpen = true)
    {
        var access = new HookAccess(new OtlpAccess(new OtlpOptions { ApiKey = key }), new ApiToken("of-the-api"));
        var receiver = new HookReceiver(_writer, access, new DataAdmission(IsMadeUp: !isOpen, isOpen), TimeProvider.System, NullLogger<HookReceiver>.Instance);
        var context = new DefaultHttpContext();
        context.Request.ContentType = type;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (header is var (name, value))
        {
            context.Request.Headers[name] = value;
        }

        return (await receiver.ReceiveAsync(context))?.Code;
    }
}
