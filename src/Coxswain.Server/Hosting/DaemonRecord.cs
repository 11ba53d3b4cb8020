using System.Text.Json;
using Coxswain.Core.Kernel;
using Coxswain.Server.Security;

namespace Coxswain.Server.Hosting;

/// <summary>Content of the daemon file: who owns the data folder and how to reach it.</summary>
/// <param name="Api">Base address of the JSON API, <c>http://127.0.0.1:7420</c>.</param>
/// <param name="OtlpHttp">Base address for OTLP over HTTP.</param>
/// <param name="OtlpGrpc">Base address for OTLP over gRPC.</param>
/// <param name="Gateway">What <c>ANTHROPIC_BASE_URL</c> names for calls through the gateway.</param>
public sealed record DaemonRecord(
    int Pid,
    string Version,
    DateTimeOffset StartedUtc,
    string Api,
    string OtlpHttp,
    string OtlpGrpc,
    string Gateway,
    string Token)
{
    /// <summary>
    /// The daemon that runs for a folder: the file of one that was killed stays, and somebody else may listen where it did, to whom the token must not go.
    /// </summary>
    /// <returns><see langword="null"/> when its process does not hold the folder.</returns>
    public static DaemonRecord? Find(DataFolder folder) => Read(folder) is { } record && FolderLock.IsHeldBy(folder, record.Pid) ? record : null;

    /// <summary>
    /// <see langword="null"/> when there is no daemon file, or none that can be read. Member by member: commands that Claude Code waits for read it, and the
    /// serializer takes longer to get ready than everything else they do.
    /// </summary>
    public static DaemonRecord? Read(DataFolder folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(folder.DaemonFile));
            var root = document.RootElement;
            return new DaemonRecord(
                root.GetProperty("pid").GetInt32(),
                Text(root, "version"),
                root.GetProperty("startedUtc").GetDateTimeOffset(),
                Text(root, "api"),
                Text(root, "otlpHttp"),
                Text(root, "otlpGrpc"),
                // A daemon of before the gateway wrote none.
                root.TryGetProperty("gateway", out _) ? Text(root, "gateway") : "",
                SendableToken(root));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public void Write(DataFolder folder)
        => OwnerOnlyFile.Replace(folder.DaemonFile, JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web));

    /// <summary>Never shows the token.</summary>
    public override string ToString() => $"daemon {Pid} at {Api}";

    private static string Text(JsonElement record, string member) => record.GetProperty(member).GetString() ?? throw new JsonException($"'{member}' is null.");

    // One with a line feed in it would break every request, and not only be refused.
    private static string SendableToken(JsonElement record)
        => Text(record, "token") is var token && !token.Any(char.IsControl) ? token : throw new JsonException("'token' cannot be sent.");
}
