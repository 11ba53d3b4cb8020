using System.Text;
using Coxswain.Cli.Client;
using Coxswain.Cli.Commands;
using Coxswain.Server.Api.Import;
using Coxswain.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Coxswain.Tests.Server.Api.Import;

public sealed class ProgressLinesTests : IDisposable
{
    private readonly DefaultHttpContext _context = new();
    private readonly MemoryStream _body = new();

    public ProgressLinesTests()
    {
        _context.Features.Set<IHttpResponseFeature>(new StartingResponse(_body));
        _context.Response.Body = _body;
    }

    public void Dispose() => _body.Dispose();

    [Fact]
    public async Task Run_that_ends_well_ends_with_its_last_line()
    {
        await ProgressLines.WriteAsync<Step>(_context, _ => Task.FromResult(new Step(7)), CancellationToken.None);

        Assert.Equal(new Step(7), await ReadAsync());
    }

    [Fact]
    public async Task Store_that_goes_away_in_the_middle_is_told_as_the_last_line()
    {
        await ProgressLines.WriteAsync<Step>(_context, AfterOneLine(new StoreUnavailableException("The engine is starting.")), CancellationToken.None);

        var told = await Assert.ThrowsAsync<CommandException>(ReadAsync);
        Assert.Contains("The engine is starting.", told.Message, StringComparison.Ordinal);
        Assert.Contains("goes on from there", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_nobody_expected_is_told_without_its_words_and_goes_on_to_the_log()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => ProgressLines.WriteAsync<Step>(_context, AfterOneLine(new InvalidOperationException("secret")), CancellationToken.None));

        var told = await Assert.ThrowsAsync<CommandException>(ReadAsync);
        Assert.DoesNotContain("secret", told.Message, StringComparison.Ordinal);
        Assert.Contains("log", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_that_is_away_before_the_first_line_is_an_ordinary_error()
    {
        var result = await ProgressLines.WriteAsync<Step>(_context, _ => Task.FromException<Step>(new StoreUnavailableException("away")), CancellationToken.None);

        Assert.NotSame(Results.Empty, result);
        Assert.Equal(0, _body.Length);
    }

    private static Func<IProgress<Step>, Task<Step>> AfterOneLine(Exception failure) => progress =>
    {
        progress.Report(new Step(1));
        return Task.FromException<Step>(failure);
    };

    private async Task<Step?> ReadAsync()
    {
        using var answer = new HttpResponseMessage { Content = new StringContent(Encoding.UTF8.GetString(_body.ToArray())) };
        return await ProgressAnswer.ReadAsync<Step>(answer, _ => { }, TestContext.Current.CancellationToken);
    }

    private sealed record Step(int Done);

    /// <summary>A response that has started once a byte of its body is written, as a server's has.</summary>
    private sealed class StartingResponse(Stream body) : HttpResponseFeature
    {
        public override bool HasStarted => body.Length > 0;
    }
}
