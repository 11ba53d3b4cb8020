using System.Text;
using Coxswain.Core.Budgets.Recommending;
using Coxswain.Core.Recovery.Capabilities;

namespace Coxswain.Tests.Core.Budgets.Recommending;

public sealed class TaskPriorReaderTests
{
    private static readonly string Shipped = ReadShipped();

    [Fact]
    public void The_shipped_file_is_valid_and_assumes_something_of_every_family()
    {
        var prior = TaskPrior.Shipped();

        Assert.All(ModelCatalog.Shipped().Models, model => Assert.NotNull(prior.Family(model.Family)));
        Assert.All(DifficultyShares.All, difficulty => Assert.True(prior.Family("haiku")!.Success(difficulty) < prior.Family("opus")!.Success(difficulty)));
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "$.schema")]
    [InlineData("\"margin\": 0.15", "\"margin\": 1.5", "$.choice.margin")]
    [InlineData("\"margin\": 0.15", "\"margins\": 0.15", "$.choice.margins: unknown")]
    [InlineData("\"routine_below\": -0.6", "\"routine_below\": 1.6", "$.difficulty.routine_below")]
    [InlineData("\"family\": \"opus\"", "\"family\": \"haiku\"", "haiku stands twice")]
    [InlineData("\"root cause\"", "\"the root cause of it all\"", "words")]
    [InlineData("\"correction\": -1.8", "\"correction\": 1.8", "$.outcome.correction")]
    [InlineData("\"hard\": 0.35", "\"hard\": 1", "$.families[0].hard")]
    public void A_problem_is_told_with_its_place(string old, string bad, string place)
    {
        Assert.Contains(old, Shipped, StringComparison.Ordinal);

        var problem = Assert.Throws<InvalidTaskPriorException>(() => Read(Shipped.Replace(old, bad, StringComparison.Ordinal)));

        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"source\":\"\\ud800\"}")]
    public void What_is_not_such_a_file_is_refused(string text) => Assert.Throws<InvalidTaskPriorException>(() => Read(text));

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(12);
        for (var i = 0; i < 500; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Shipped);
            for (var damage = 0; damage < 3; damage++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (Record.Exception(() => TaskPriorReader.Read(bytes)) is { } problem)
            {
                Assert.IsType<InvalidTaskPriorException>(problem);
            }
        }
    }

    private static TaskPrior Read(string text) => TaskPriorReader.Read(Encoding.UTF8.GetBytes(text));

    private static string ReadShipped()
    {
        using var reader = new StreamReader(typeof(TaskPrior).Assembly.GetManifestResourceStream("Coxswain.Core.Budgets.Recommending.tasks.json")!);
        return reader.ReadToEnd();
    }
}
