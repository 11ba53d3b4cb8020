using System.Threading.Channels;
using Coxswain.Core.Budgets.Admission;
using Coxswain.Core.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Coxswain.Gateway.Observing;

/// <summary>
/// Takes records of calls to the outbox, beside the calls: none ever waits for it. One that comes alone is written at once, those that come soon after it together.
/// While the outbox takes nothing they wait here, as many as fit; of more only the number is kept, and told.
/// </summary>
internal sealed partial class CallRecorder(ITelemetryWriter writer, GatewayOrigin origin, OpenCalls open, TimeProvider clock, ILogger<CallRecorder> logger) : IHostedService, IDisposable
{
    private const int MostWaiting = 20_000;
    private const int MostAtOnce = 2048;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>After a write the next calls gather: a commit for each few of them would cost more than the calls.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    // Calls' side.
    private readonly Channel<IToldEvents> _waiting = Channel.CreateBounded<IToldEvents>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private long _lost;

    // Pump's side.
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _pump = Task.CompletedTask;
    private long _lostTold;
    private int _inHand;

    /// <summary>Calls of which no record could be kept since this process started.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    public int Waiting => _waiting.Reader.Count;

    public void Add(IToldEvents told)
    {
        if (!_waiting.Writer.TryWrite(told))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _pump = PumpAsync();
        return Task.CompletedTask;
    }

    /// <summary>Writes what waits, unless the outbox takes nothing by the host's deadline.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await _ending.CancelAsync();
        try
        {
            await _pump.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await _stopping.CancelAsync();
            Log.NotWritten(logger, Waiting + Volatile.Read(ref _inHand));
        }
    }

    public void Dispose()
    {
        _ending.Dispose();
        _stopping.Dispose();
    }

    private async Task PumpAsync()
    {
        var calls = new List<IToldEvents>(MostAtOnce);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_stopping.Token))
            {
                while (calls.Count < MostAtOnce && _waiting.Reader.TryRead(out var call))
                {
                    calls.Add(call);
                }

                Volatile.Write(ref _inHand, calls.Count);
                await WriteAsync([.. calls.SelectMany(call => call.ToEvents(origin.Value))], [.. calls.Select(static call => call.Reservation).Where(static id => id.Length > 0)]);
                Volatile.Write(ref _inHand, 0);
                if (calls.Count < MostAtOnce)
                {
                    await Task.Delay(Gathering, clock, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                calls.Clear();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped with calls waiting, which was told.
        }
    }

    private async Task WriteAsync(IReadOnlyList<LogRecord> records, IReadOnlyList<string> reservations)
    {
        while (!await TryWriteAsync(records, reservations))
        {
            await Task.Delay(Pause, clock, _stopping.Token);
        }

        open.Record(reservations);
        if (Lost is var lost && lost > _lostTold)
        {
            Log.Lost(logger, lost - _lostTold);
            _lostTold = lost;
        }
    }

    private async Task<bool> TryWriteAsync(IReadOnlyList<LogRecord> records, IReadOnlyList<string> reservations)
    {
        try
        {
            return await writer.WriteAsync(new TelemetryBatch { Logs = records, EndedCalls = reservations }, _stopping.Token) is WriteOutcome.Durable or WriteOutcome.AlreadyDurable;
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The loop's top: it goes on after a pause.
            Log.WriteFailed(logger, problem.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4011, LogLevel.Warning, "{Count} calls of the gateway went through without a record: more waited for the outbox than are kept")]
        public static partial void Lost(ILogger logger, long count);

        [LoggerMessage(4012, LogLevel.Warning, "{Count} calls of the gateway have no record: the outbox took nothing until the end")]
        public static partial void NotWritten(ILogger logger, int count);

        [LoggerMessage(4013, LogLevel.Warning, "Records of the gateway's calls could not be written and are tried again: {Problem}")]
        public static partial void WriteFailed(ILogger logger, string problem);
    }
}
