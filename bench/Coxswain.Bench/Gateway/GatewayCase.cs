namespace Coxswain.Bench.Gateway;

/// <summary>One kind of load.</summary>
/// <param name="Callers">Threads with a connection each that call again as soon as they are answered.</param>
internal sealed record GatewayCase(string Name, byte[] Body, ExpectedAnswer Answer, int Callers)
{
    public static readonly GatewayCase Latency = new("4 kB call", FixedAnswers.SmallRequest, FixedAnswers.Document, 1);

    public static readonly GatewayCase Throughput = new("16 connections", FixedAnswers.SmallRequest, FixedAnswers.Document, 16);

    public static readonly GatewayCase Stream = new("stream", FixedAnswers.StreamRequest, FixedAnswers.Stream, 32);

    public static readonly GatewayCase Large = new("400 kB call", FixedAnswers.LargeRequest, FixedAnswers.Document, 1);

    public static IReadOnlyList<GatewayCase> All { get; } = [Latency, Throughput, Stream, Large];
}
