using System.Net.Sockets;

namespace Coxswain.Bench.Gateway;

/// <summary>Memory of the daemon and of its engine while so many streams are open, each with a frame every 200 ms.</summary>
internal static class OpenStreams
{
    public const int Streams = 500;
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(3);

    /// <returns>A sample each second: the daemon's own, then its engine's.</returns>
    public static async Task<IReadOnlyList<(double Daemon, double Engine)>> RunAsync(GatewayArm arm, int seconds, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var request = WireLoad.Request(arm, FixedAnswers.OpenRequest);
        var received = new long[Streams];
        var streams = Enumerable.Range(0, Streams).Select(index => ReadAsync(arm, request, bytes => received[index] += bytes, end.Token)).ToList();
        await Task.Delay(Opening, TimeProvider.System, cancellationToken);
        var samples = new List<(double, double)>();
        for (var second = 0; second < seconds; second++)
        {
            var before = received.ToArray();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            var silent = received.Zip(before).Count(static pair => pair.First == pair.Second);
            if (silent > 0)
            {
                throw new InvalidOperationException($"{silent} of {Streams} streams had nothing to say for a second.");
            }

            var memory = arm.Meter!.Memory();
            samples.Add((memory[0].ResidentMb, memory.Skip(1).Sum(static one => one.ResidentMb)));
        }

        await end.CancelAsync();
        await Task.WhenAll(streams);
        return samples;
    }

    private static async Task ReadAsync(GatewayArm arm, byte[] request, Action<int> received, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var buffer = new byte[4096];
        try
        {
            await socket.ConnectAsync("127.0.0.1", arm.Port, cancellationToken);
            await socket.SendAsync(request, cancellationToken);
            while (await socket.ReceiveAsync(buffer, cancellationToken) is > 0 and var read)
            {
                received(read);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was seen.
        }
    }
}
