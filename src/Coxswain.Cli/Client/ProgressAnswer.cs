using System.Text.Json;
using Coxswain.Cli.Commands;

namespace Coxswain.Cli.Client;

/// <summary>Reads what <c>POST /api/import/…</c> and <c>/api/store/check</c> answer: one JSON object per line, and after a failure a last one that says why.</summary>
internal static class ProgressAnswer
{
    /// <param name="work">What failed, where it did.</param>
    /// <param name="again">What the same command does then.</param>
    /// <returns>The last line; <see langword="null"/> when there was none.</returns>
    /// <exception cref="CommandException">The server says that it failed.</exception>
    public static async Task<T?> ReadAsync<T>(HttpResponseMessage answer, Action<T> show, CancellationToken cancellationToken, string work = "import", string again = "goes on from there")
        where T : class
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        T? last = null;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (ServerMessage.OfLine(line) is { } failure)
            {
                throw new CommandException(ExitCode.Failed, $"The {work} failed: {failure} What was done is kept; the same command {again}.");
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
