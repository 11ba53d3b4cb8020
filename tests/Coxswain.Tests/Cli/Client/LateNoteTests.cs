using System.Net;
using System.Text.Json.Nodes;
using Coxswain.Cli.Client;
using Coxswain.Cli.Output;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Cli.Client;

public sealed class LateNoteTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly StringWriter _data = new();
    private readonly StringWriter _talk = new();
    private readonly HeldAnswers _answers = new();

    [Fact]
    public async Task Late_answer_is_said_once_on_stderr_however_often_is_asked()
    {
        await using var client = Client();
        for (var asked = 0; asked < 2; asked++)
        {
            var answer = client.GetAsync<JsonObject>("/api/usage", TestContext.Current.CancellationToken);
            _clock.Advance(LateNote.AnswerPatience);
            _answers.Give();
            await answer;
        }

        Assert.Equal("Waiting for an answer…" + Environment.NewLine, _talk.ToString());
        Assert.Equal("", _data.ToString());
    }

    [Fact]
    public async Task Answer_in_time_is_not_talked_about()
    {
        await using var client = Client();
        var answer = client.GetAsync<JsonObject>("/api/usage", TestContext.Current.CancellationToken);
        _clock.Advance(LateNote.AnswerPatience - TimeSpan.FromMilliseconds(1));
        _answers.Give();
        await answer;
        _clock.Advance(LateNote.AnswerPatience);

        Assert.Equal("", _talk.ToString());
    }

    public void Dispose()
    {
        _answers.Dispose();
        _data.Dispose();
        _talk.Dispose();
    }

    private CoxClient Client()
        => new(_answers, new Uri("http://localhost"), "token", hosted: null, LateNote.OfAnswer(new CommandOutput(_data, _talk, json: true, new TerminalShape(null, false)), _clock));

    private sealed class HeldAnswers : HttpMessageHandler
    {
        private TaskCompletionSource<HttpResponseMessage> _next = new();

        public void Give()
        {
            var held = _next;
            _next = new TaskCompletionSource<HttpResponseMessage>();
            held.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") });
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _next.Task;
    }
}
