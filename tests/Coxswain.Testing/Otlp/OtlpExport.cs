namespace Coxswain.Testing.Otlp;

/// <summary>One export request: logs or metrics of one scope.</summary>
public sealed record OtlpExport
{
    public required OtlpScope Scope { get; init; }

    /// <summary>When the client sends it.</summary>
    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<OtlpLog> Logs { get; init; } = [];

    public IReadOnlyList<OtlpSum> Sums { get; init; } = [];

    public OtlpSignal Signal => Logs.Count > 0 ? OtlpSignal.Logs : OtlpSignal.Metrics;

    public int RecordCount => Logs.Count + Sums.Sum(sum => sum.Points.Count);

    public byte[] ToProtobuf() => OtlpProtobuf.Encode(this);

    public byte[] ToJson() => OtlpJson.Encode(this);
}
