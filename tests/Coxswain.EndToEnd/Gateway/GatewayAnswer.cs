using System.Security.Cryptography;
using System.Text;

namespace Coxswain.EndToEnd.Gateway;

/// <summary>What a client got.</summary>
/// <param name="Status">0: no headers came.</param>
/// <param name="Attempts">As the gateway's header says; <see langword="null"/> without one.</param>
/// <param name="IsCut">The connection broke before the body's end.</param>
internal sealed record GatewayAnswer(int Status, string? Attempts, byte[] Body, bool IsCut)
{
    private const string OwnEvent = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Coxswain gateway:";

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Of what came from the upstream: without the event the gateway ends a broken stream with.</summary>
    public string Sha256
    {
        get
        {
            var own = Body.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(OwnEvent));
            return Convert.ToHexStringLower(SHA256.HashData(own < 0 ? Body : Body.AsSpan(0, own)));
        }
    }
}
