using System.Text;

namespace Coxswain.Server.Checkpoints;

/// <param name="Output">Bytes: names of files need not be text.</param>
internal sealed record GitAnswer(int ExitCode, byte[] Output, string Errors)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool IsDone => ExitCode == 0;

    /// <summary>Without the line end.</summary>
    public string Text => Encoding.UTF8.GetString(Output).TrimEnd('\n');

    /// <summary>What git said was wrong, in one line.</summary>
    public string Problem => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? $"git ended with {ExitCode}";

    /// <summary>What <c>-z</c> lists.</summary>
    /// <returns><see langword="null"/> in the place of a name that is no text.</returns>
    public IReadOnlyList<string?> Names()
    {
        var names = new List<string?>();
        for (var rest = Output.AsSpan(); rest.IndexOf((byte)0) is >= 0 and var end; rest = rest[(end + 1)..])
        {
            try
            {
                names.Add(Strict.GetString(rest[..end]));
            }
            catch (DecoderFallbackException)
            {
                names.Add(null);
            }
        }

        return names;
    }
}
