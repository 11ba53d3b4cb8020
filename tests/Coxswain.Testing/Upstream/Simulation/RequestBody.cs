using Microsoft.AspNetCore.Http;

namespace Coxswain.Testing.Upstream.Simulation;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class RequestBody
{
    /// <returns>At most one byte more than <paramref name="most"/>: then the body is larger than the limit.</returns>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, most));
        var buffer = new byte[64 << 10];
        int read;
        while (kept.Length <= most && (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept.Write(buffer, 0, (int)Math.Min(read, most + 1 - kept.Length));
        }

        return kept.ToArray();
    }
}
