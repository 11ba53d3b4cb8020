using Coxswain.Core.Sessions;

namespace Coxswain.Tests.Core.Sessions;

/// <summary>Small transcripts for tests about files rather than lines.</summary>
internal static class SessionFiles
{
    public static string Request(string id) =>
        """{"type":"assistant","timestamp":"2026-11-22T00:00:01Z","sessionId":"s","cwd":"/shop","requestId":"KEY","message":{"id":"m-KEY","model":"claude-opus-5-5","usage":{"input_tokens":10,"output_tokens":5}}}"""
            .Replace("KEY", id, StringComparison.Ordinal) + "\n";

    public static IEnumerable<string> RequestIds(IEnumerable<TranscriptBatch> batches) => batches.SelectMany(batch => batch.Requests).Select(request => request.RequestId);
}
