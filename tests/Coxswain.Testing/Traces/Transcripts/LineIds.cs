using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Coxswain.Testing.Traces.Transcripts;

/// <summary>Ids of lines that no other rendering mentions: made from the session, so the same trace gives the same file.</summary>
internal sealed class LineIds(string sessionId, string? agentId)
{
    private int _next;

    public string Next()
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"{sessionId}/{agentId}/{_next++}");
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture);
    }
}
