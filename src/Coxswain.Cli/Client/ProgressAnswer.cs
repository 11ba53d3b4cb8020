using System.Text.Json;
using Coxswain.Cli.Commands;

namespace Coxswain.Cli.Client;

/// <summary>Reads what <c>POST /api/import/…</c> answers: one JSON object per line, and after a failure a last one that says why.</summary>
internal static class ProgressAnswer
{
    /// <returns>The last line; <see langword="null"/> when there was none.</returns>
    /// <exception cref="CommandException">The server says that it failed.</exception>
    public static async Task<T?> ReadAsync<T>(HttpResponseMessage answer, Action<T> show, CancellationToken cancellationToken)
        where T : class
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        T? last = null;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (ServerMessage.OfLine(line) is { } failure)
            {
                throw new CommandException(ExitCode.Failed, $"The import failed: {failure} What was done is kept; the same command goes on from there.");
            }

            last = JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web);
            if (last is not null)
            {
                show(last);
            }
        }

        return last;
    }
}
