namespace Coxswain.Cli.Client;

/// <summary>What Claude Code gives to a command on standard input.</summary>
internal static class ClientInput
{
    /// <summary>As much as the server takes.</summary>
    private const int MaxBytes = 1 << 20;

    /// <returns><see langword="null"/> when it is larger, or does not end in time.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream input, CancellationToken limit)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 << 10];
        try
        {
            while (true)
            {
                // A read of a terminal or a pipe cannot be cancelled: it is left behind, and ends with the process.
                var count = await input.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(limit);
                if (count == 0)
                {
                    return read.ToArray();
                }

                read.Write(buffer, 0, count);
                if (read.Length > MaxBytes)
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
