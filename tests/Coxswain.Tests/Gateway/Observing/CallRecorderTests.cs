using System.Threading.Channels;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Telemetry;
using Coxswain.Gateway.Observing;
using Coxswain.Tests.Core.Budgets.Admission;
using Coxswain.Tests.Server.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Coxswain.Tests.Gateway.Observing;

public sealed class CallRecorderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task All_that_has_no_record_at_the_end_is_counted_what_was_being_written_too()
    {
        var (clock, writer, lines) = (new FakeTimeProvider(), new FullOutbox(), new LogLines());
        using var factory = new LoggerFactory([lines]);
        using var recorder = new CallRecorder(writer, GatewayOrigin.Of("1.0"), new OpenCalls(new SpendLedger()), clock, factory.CreateLogger<CallRecorder>());
        for (var i = 0; i < 3; i++)
        {
            recorder.Add(new DegradedChange(clock.GetUtcNow(), $"model {i}", IsDegraded: true));
        }

        await recorder.StartAsync(TestContext.Current.CancellationToken);
        await writer.Asked.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        recorder.Add(new DegradedChange(clock.GetUtcNow(), "one more", IsDegraded: true));
        await recorder.StopAsync(new CancellationToken(canceled: true));

        Assert.StartsWith("4 calls of the gateway have no record", Assert.Single(lines.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_alone_is_written_at_once_and_those_soon_after_it_together()
    {
        var (clock, writer) = (new PauseClock(), new OpenOutbox());
        using var factory = new LoggerFactory();
        using var recorder = new CallRecorder(writer, GatewayOrigin.Of("1.0"), new OpenCalls(new SpendLedger()), clock, factory.CreateLogger<CallRecorder>());
        await recorder.StartAsync(TestContext.Current.CancellationToken);

        recorder.Add(new DegradedChange(clock.GetUtcNow(), "first", IsDegraded: true));
        Assert.Equal(1, await writer.NextAsync());
        await clock.Paused.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        recorder.Add(new DegradedChange(clock.GetUtcNow(), "second", IsDegraded: true));
        recorder.Add(new DegradedChange(clock.GetUtcNow(), "third", IsDegraded: true));
        clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, await writer.NextAsync());
        recorder.Add(new DegradedChange(clock.GetUtcNow(), "last", IsDegraded: true));
        await recorder.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await writer.NextAsync());
    }

    private sealed class PauseClock : FakeTimeProvider
    {
        public TaskCompletionSource Paused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Paused.TrySetResult();
            return timer;
        }
    }

    private sealed class OpenOutbox : ITelemetryWriter
    {
        private readonly Channel<int> _written = Channel.CreateUnbounded<int>();

        /// <returns>How many records were written together.</returns>
        public Task<int> NextAsync() => _written.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken);

        public Task<WriteOutcome> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
        {
            _written.Writer.TryWrite(batch.Logs.Count);
            return Task.FromResult(WriteOutcome.Durable);
        }
    }

    private sealed class FullOutbox : ITelemetryWriter
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<WriteOutcome> WriteAsync(TelemetryBatch batch, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return Task.FromResult(WriteOutcome.Full);
        }
    }
}
