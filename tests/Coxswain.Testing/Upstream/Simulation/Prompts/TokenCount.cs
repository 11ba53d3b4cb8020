namespace Coxswain.Testing.Upstream.Simulation.Prompts;

/// <summary>
/// The simulator's tokenizer: a token for every four bytes of UTF-8, rounded up per text, and fixed overheads for the request, each message, tool and image.
/// Texts count as texts, anything else as its JSON without white space.
/// </summary>
public static class TokenCount
{
    public const int Request = 8;
    public const int Message = 4;
    public const int Tool = 8;
    public const int Image = 1600;

    public static long OfBytes(long bytes) => (bytes + 3) / 4;
}
