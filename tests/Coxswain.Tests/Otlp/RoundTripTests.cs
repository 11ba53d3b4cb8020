using System.Text.Json;
using Coxswain.Core.Telemetry;
using Coxswain.Otlp;
using Coxswain.Tests.Otlp.Encoders;
using CsCheck;

namespace Coxswain.Tests.Otlp;

public sealed class RoundTripTests
{
    [Fact]
    public void Any_log_batch_survives_both_encodings() => Batches.Logs.Sample(
        static batch => Survives(batch, OtlpSignal.Logs, RecordProtobuf.Logs(batch.Logs), RecordJson.Logs(batch.Logs)),
        iter: Runs.Of(1_000, 100_000));

    [Fact]
    public void Any_span_batch_survives_both_encodings() => Batches.Spans.Sample(
        static batch => Survives(batch, OtlpSignal.Traces, RecordProtobuf.Spans(batch.Spans), RecordJson.Spans(batch.Spans)),
        iter: Runs.Of(500, 50_000));

    [Fact]
    public void Any_metric_batch_survives_both_encodings() => Batches.Metrics.Sample(
        static batch => Survives(batch, OtlpSignal.Metrics, RecordProtobuf.Metrics(batch.Metrics), RecordJson.Metrics(batch.Metrics)),
        iter: Runs.Of(500, 50_000));

    [Fact]
    public void Any_value_becomes_the_same_text_from_both_encodings_and_nested_ones_are_json() => Batches.Value.Sample(
        static value =>
        {
            var protobuf = Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.LogWith(value)).Batch;
            var json = Decoding.Json(OtlpSignal.Logs, RecordJson.LogWith(value)).Batch;

            Records.AssertSame(protobuf, json);
            if (value is AnyValue.Array or AnyValue.Map)
            {
                using var parsed = JsonDocument.Parse(protobuf.Logs[0].Body);
            }
        },
        iter: Runs.Of(1_000, 100_000));

    [Fact]
    public void The_same_bytes_have_the_same_hash_and_another_signal_another()
    {
        var body = RecordProtobuf.LogWith(new AnyValue.Text("once"));
        var hash = Decoding.Protobuf(OtlpSignal.Logs, body).Batch.ContentHash;

        Assert.NotNull(hash);
        Assert.Equal(hash, Decoding.Protobuf(OtlpSignal.Logs, body).Batch.ContentHash);
        Assert.NotEqual(hash, Decoding.Protobuf(OtlpSignal.Traces, []).Batch.ContentHash);
        Assert.NotEqual(
            Decoding.Protobuf(OtlpSignal.Logs, []).Batch.ContentHash, Decoding.Protobuf(OtlpSignal.Metrics, []).Batch.ContentHash);
        Assert.NotEqual(hash, Decoding.Protobuf(OtlpSignal.Logs, RecordProtobuf.LogWith(new AnyValue.Text("twice"))).Batch.ContentHash);
    }

    private static void Survives(TelemetryBatch batch, OtlpSignal signal, byte[] protobuf, byte[] json)
    {
        Records.AssertSame(batch, Decoding.Protobuf(signal, protobuf).Batch);
        Records.AssertSame(batch, Decoding.Json(signal, json).Batch);
    }
}
