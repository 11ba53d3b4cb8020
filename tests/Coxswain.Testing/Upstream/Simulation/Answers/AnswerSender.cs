using System.Text;
using Coxswain.Testing.Upstream.Simulation.Faults;
using Coxswain.Testing.Upstream.Simulation.Wire;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>Sends one answer, whole or as a stream, with at most one fault in it.</summary>
internal sealed class AnswerSender(AnswerWire wire, AnswerPace pace, Fault? fault, List<KeyValuePair<string, string>> headers)
{
    // Long enough for a client to read what came before a connection's end, which a reset may take from it.
    private static readonly TimeSpan BeforeEnd = TimeSpan.FromMilliseconds(20);

    public async Task WholeAsync(SimulatedAnswer answer)
    {
        var body = Encoding.UTF8.GetBytes(AnswerJson.Message(answer, isStart: false).ToJsonString());
        var cut = fault switch
        {
            { Kind: FaultKind.EmptyStream } => 0,
            { Kind: FaultKind.Reset or FaultKind.Cut or FaultKind.EarlyEnd or FaultKind.Stall } => body.Length / 2,
            _ => body.Length,
        };
        if (!await BeginAsync(fault?.Kind is FaultKind.EmptyStream or FaultKind.EarlyEnd ? cut : Length(body.Length)))
        {
            return;
        }

        if (fault?.Kind == FaultKind.EndlessPings)
        {
            await pace.StallAsync(null);
        }

        await wire.WriteAsync(body.AsMemory(0, cut));
        if (fault?.Kind is FaultKind.Reset or FaultKind.Cut or FaultKind.EarlyEnd)
        {
            await BreakAsync();
            return;
        }

        if (fault is { Kind: FaultKind.Stall, Stage: > FaultStage.AfterHeaders })
        {
            await pace.StallAsync(fault.Duration);
        }

        await wire.WriteAsync(fault?.Kind == FaultKind.EmptyStream ? default : body.AsMemory(cut));
        await FinishAsync();
    }

    public async Task StreamAsync(SimulatedAnswer answer)
    {
        var frames = AnswerFrames.Of(answer);
        if (!await BeginAsync(fault?.Kind is FaultKind.LengthTooLong or FaultKind.LengthTooShort ? Length(frames.Sum(static frame => frame.Bytes.Length)) : null))
        {
            return;
        }

        if (fault?.Kind == FaultKind.EmptyStream)
        {
            await wire.EndAsync();
            return;
        }

        var cut = fault is null || !FaultNames.HasStage(fault.Kind) ? frames.Count : AnswerFrames.Before(fault.Stage, frames);
        for (var at = 0; at < frames.Count; at++)
        {
            await (at > 0 ? pace.NextEventAsync() : Task.CompletedTask);
            var bytes = frames[at].Bytes.AsMemory();
            if (at == cut && fault is { Stage: FaultStage.MidEvent, Kind: not FaultKind.ErrorEvent })
            {
                await wire.WriteAsync(bytes[..(bytes.Length / 2)]);
                bytes = bytes[(bytes.Length / 2)..];
            }

            if (at == cut && !await StrikeAsync())
            {
                return;
            }

            await wire.WriteAsync(bytes);
            await FollowAsync(frames[at].Place);
        }

        await FinishAsync();
    }

    /// <returns>False when the fault ended the call in or right after the headers.</returns>
    private async Task<bool> BeginAsync(long? length)
    {
        if (fault?.Stage == FaultStage.InHeaders && wire is SocketWire socket)
        {
            await socket.BeginHalfAsync(200, headers);
            await BreakAsync();
            return false;
        }

        if (fault?.Kind == FaultKind.GzipLie)
        {
            headers.Add(KeyValuePair.Create("content-encoding", "gzip"));
        }

        await wire.BeginAsync(200, headers, length);
        if (fault is { Stage: FaultStage.AfterHeaders, Kind: FaultKind.Reset or FaultKind.Cut })
        {
            await BreakAsync();
            return false;
        }

        if (fault is { Stage: FaultStage.AfterHeaders or FaultStage.InHeaders, Kind: FaultKind.Stall })
        {
            await pace.StallAsync(fault.Duration);
        }

        return true;
    }

    private long Length(long right) => fault?.Kind switch
    {
        FaultKind.LengthTooLong => right + 100,
        FaultKind.LengthTooShort => right - 10,
        _ => right,
    };

    /// <returns>False when the answer ended here.</returns>
    private async Task<bool> StrikeAsync()
    {
        switch (fault?.Kind)
        {
            case FaultKind.Stall:
                // Earlier stages were waited for with the headers.
                await (fault.Stage > FaultStage.AfterHeaders ? pace.StallAsync(fault.Duration) : Task.CompletedTask);
                return true;
            case FaultKind.ErrorEvent:
                await wire.WriteAsync(StreamFrame.Of(FramePlace.Error, "error", AnswerJson.Error(fault.Error, requestId: null)).Bytes);
                await wire.EndAsync();
                return false;
            default:
                await BreakAsync();
                return false;
        }
    }

    /// <summary>What some faults send after an event that was right.</summary>
    private Task FollowAsync(FramePlace sent) => (fault?.Kind, sent) switch
    {
        (FaultKind.EndlessPings, FramePlace.MessageStart) => PingAsync(fault.Every),
        (FaultKind.HugeEvent, FramePlace.BlockStart) => HugeAsync(fault.Size),
        _ => Task.CompletedTask,
    };

    private async Task BreakAsync()
    {
        if (fault?.Kind == FaultKind.Stall)
        {
            await pace.StallAsync(fault.Duration);
        }

        if (wire is not SocketWire socket)
        {
            await wire.EndAsync();
            return;
        }

        await Task.Delay(BeforeEnd, TimeProvider.System, CancellationToken.None);
        if (fault?.Kind == FaultKind.Reset)
        {
            socket.Reset();
        }
        else
        {
            socket.Finish();
        }
    }

    private Task FinishAsync()
    {
        if (fault?.Kind is FaultKind.LengthTooLong or FaultKind.LengthTooShort && wire is SocketWire socket)
        {
            socket.Finish();
            return Task.CompletedTask;
        }

        return wire.EndAsync();
    }

    private async Task PingAsync(TimeSpan every)
    {
        while (true)
        {
            await pace.WaitAsync(every);
            await wire.WriteAsync(StreamFrame.Ping.Bytes);
        }
    }

    private async Task HugeAsync(long size)
    {
        await wire.WriteAsync("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""u8.ToArray());
        var piece = new byte[64 << 10];
        piece.AsSpan().Fill((byte)'a');
        for (var left = size; left > 0; left -= piece.Length)
        {
            await wire.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)));
        }

        await wire.WriteAsync("\"}}\n\n"u8.ToArray());
    }
}
