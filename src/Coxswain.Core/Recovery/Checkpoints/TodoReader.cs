using System.Text.Json;

namespace Coxswain.Core.Recovery.Checkpoints;

/// <summary>
/// The client's list of things to do: newer clients keep one small file for each in <c>tasks/&lt;session&gt;</c>, older ones write the whole list into the
/// transcript each time it changes.
/// </summary>
public static class TodoReader
{
    private const int Most = 200;
    private const int LongestText = 500;
    private const int LargestTask = 64 * 1024;

    /// <param name="tasks">Folder of the session's tasks; it may not be there.</param>
    /// <param name="transcriptTail">The last bytes of the transcript.</param>
    public static IReadOnlyList<CheckpointTodo> Read(string tasks, ReadOnlySpan<byte> transcriptTail)
        => OfTasks(tasks) is { Count: > 0 } found ? found : OfTranscript(transcriptTail);

    /// <returns>The last list there is; a line that is cut or broken is passed over.</returns>
    public static IReadOnlyList<CheckpointTodo> OfTranscript(ReadOnlySpan<byte> tail)
    {
        while (tail.LastIndexOf("\"newTodos\":"u8) is >= 0 and var place)
        {
            var start = tail[..place].LastIndexOf((byte)'\n') + 1;
            var length = tail[start..].IndexOf((byte)'\n');
            if (OfLine(length < 0 ? tail[start..] : tail.Slice(start, length)) is { } todos)
            {
                return todos;
            }

            tail = tail[..start];
        }

        return [];
    }

    private static List<CheckpointTodo>? OfLine(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("toolUseResult", out var result) && result.ValueKind == JsonValueKind.Object
                && result.TryGetProperty("newTodos", out var todos) && todos.ValueKind == JsonValueKind.Array
                ? [.. todos.EnumerateArray().Take(Most).Select(static todo => Of(todo, "content")).OfType<CheckpointTodo>()]
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON, or text with half a character in it.
            return null;
        }
    }

    private static List<CheckpointTodo> OfTasks(string folder)
    {
        try
        {
            return !Directory.Exists(folder) ? []
                : [.. Directory.EnumerateFiles(folder, "*.json").Take(Most).OrderBy(static file => Path.GetFileName(file).Length).ThenBy(static file => file, StringComparer.Ordinal).Select(OfFile).OfType<CheckpointTodo>()];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static CheckpointTodo? OfFile(string file)
    {
        try
        {
            // A link or a pipe is nothing the client wrote.
            if (new FileInfo(file) is not { LinkTarget: null, Length: > 0 and <= LargestTask })
            {
                return null;
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return Of(document.RootElement, "subject");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static CheckpointTodo? Of(JsonElement todo, string name)
        => todo.ValueKind == JsonValueKind.Object && Text(todo, name) is { Length: > 0 } text ? new CheckpointTodo(text[..Math.Min(text.Length, LongestText)], Text(todo, "status") ?? "") : null;

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
