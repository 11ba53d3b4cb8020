using Coxswain.Core.Health.Window;

namespace Coxswain.Core.Health.Measuring;

/// <summary>Which files are worked on now: those of the last edits, and those that the last prompts or the newest list of things to do name.</summary>
internal static class CurrentWork
{
    public static IReadOnlySet<string> Files(IReadOnlyList<ContextBlock> blocks, HealthRules rules)
    {
        var files = blocks.Where(static block => block.IsEdit).TakeLast(rules.CurrentEdits).Select(static block => block.Path).ToHashSet(StringComparer.Ordinal);
        var goals = blocks.Where(static block => block.Kind == BlockKind.Prompt).TakeLast(rules.CurrentPrompts)
            .Concat(blocks.Where(static block => block is { Kind: BlockKind.ToolCall, Tool: ToolNames.TodoWrite }).TakeLast(1))
            .Select(static block => block.Words).ToArray();
        foreach (var path in blocks.Select(static block => block.Path).Where(static path => path.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var name = BlockWords.OfFile(path);
            if (goals.Any(words => words.Contains(name)))
            {
                files.Add(path);
            }
        }

        return files;
    }
}
