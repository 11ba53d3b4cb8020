using System.Text;
using Coxswain.Core.Recovery.Checkpoints;
using Coxswain.Testing.Processes;

namespace Coxswain.Tests.Core.Recovery.Checkpoints;

public sealed class TodoReaderTests : IDisposable
{
    private const string Line = "{\"type\":\"user\",\"toolUseResult\":{\"oldTodos\":[],\"newTodos\":[{\"content\":\"ä one\",\"status\":\"pending\",\"activeForm\":\"A\"},{\"content\":\"two\",\"status\":\"completed\"}]}}";

    private readonly TemporaryFolder _tasks = new();

    [Fact]
    public void Last_whole_list_of_the_transcript_counts()
    {
        var later = Line.Replace("two", "three", StringComparison.Ordinal);

        Assert.Equal([new CheckpointTodo("ä one", "pending"), new CheckpointTodo("two", "completed")], OfTranscript(Line));
        Assert.Equal("three", OfTranscript($"{Line}\n{later}\n{{\"type\":\"assistant\"}}\n")[1].Text);
        Assert.Equal("two", OfTranscript($"{Line}\n{later[..^5]}")[1].Text);
        Assert.Equal("two", OfTranscript($"{Line}\n{{\"text\":\"say \\\"newTodos\\\":\"}}\n")[1].Text);
        Assert.Empty(OfTranscript($"{Line.Replace("[{", "{\"a\":[{", StringComparison.Ordinal)}"));
        Assert.Empty(OfTranscript(""));
    }

    [Fact]
    public void Files_of_tasks_win_and_come_in_the_order_of_their_numbers()
    {
        foreach (var number in new[] { 10, 2, 1 })
        {
            File.WriteAllText(_tasks.Combine($"{number}.json"), $"{{\"id\":\"{number}\",\"subject\":\"task {number}\",\"status\":\"pending\"}}");
        }

        File.WriteAllText(_tasks.Combine(".lock"), "");
        File.WriteAllText(_tasks.Combine("3.json"), "{\"subject\":");
        File.WriteAllText(_tasks.Combine("4.json"), "[1]");
        File.WriteAllText(_tasks.Combine("5.json"), new string(' ', 70_000));
        File.CreateSymbolicLink(_tasks.Combine("6.json"), _tasks.Combine("1.json"));

        Assert.Equal(["task 1", "task 2", "task 10"], TodoReader.Read(_tasks.Path, Encoding.UTF8.GetBytes(Line)).Select(static todo => todo.Text));
        Assert.Equal(2, TodoReader.Read(_tasks.Combine("none"), Encoding.UTF8.GetBytes(Line)).Count);
    }

    [Fact]
    public void Long_lists_and_texts_are_cut_and_damage_does_no_harm()
    {
        var todos = string.Join(',', Enumerable.Repeat($"{{\"content\":\"{new string('x', 600)}\",\"status\":\"pending\"}}", 300));
        var read = OfTranscript($"{{\"toolUseResult\":{{\"newTodos\":[{todos}]}}}}");
        Assert.Equal(200, read.Count);
        Assert.All(read, static todo => Assert.Equal(500, todo.Text.Length));

        var random = new Random(3);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes($"{Line}\n{Line}");
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            TodoReader.OfTranscript(bytes.AsSpan(random.Next(bytes.Length)));
        }
    }

    public void Dispose() => _tasks.Dispose();

    private static IReadOnlyList<CheckpointTodo> OfTranscript(string text) => TodoReader.OfTranscript(Encoding.UTF8.GetBytes(text));
}
