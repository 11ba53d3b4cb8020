using System.Text;
using Coxswain.Testing.Upstream.Simulation.Caching;
using Coxswain.Testing.Upstream.Simulation.Plans;
using Coxswain.Testing.Upstream.Simulation.Prompts;
using Coxswain.Testing.Upstream.Simulation.Thinking;

namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>Makes the answer to a prompt: thinking when asked for, then what the step says or text from the request's hash, within <c>max_tokens</c>.</summary>
internal sealed class AnswerComposer(ThinkingSeal seal, int words)
{
    private const int ThoughtWords = 12;

    public SimulatedAnswer Compose(SimulatedPrompt prompt, SimulatedStep step, CacheUse cache, string id, bool tellsDropped)
    {
        var blocks = new List<AnswerBlock>();
        if (prompt.Thinks)
        {
            var thought = AnswerText.Make(prompt.Identity, ThoughtWords, "thought");
            blocks.Add(new AnswerBlock("thinking", thought, seal.Sign(prompt.Model.Id, prompt.Account, prompt.Binding, thought)));
        }

        var left = prompt.MaxTokens - blocks.Sum(Tokens);
        var text = step.Text ?? (step.Tool is null ? AnswerText.Make(prompt.Identity, step.Words ?? words, "text") : null);
        var stop = step.Tool is null ? "end_turn" : "tool_use";
        if (text is not null)
        {
            var cut = AnswerText.Cut(text, Math.Max(0, left) * 4);
            stop = cut.Length < text.Length ? "max_tokens" : stop;
            blocks.Add(new AnswerBlock("text", cut));
        }

        if (step.Tool is { } tool && stop == "tool_use")
        {
            blocks.Add(new AnswerBlock("tool_use", step.Input?.ToJsonString() ?? "{}", tool, "toolu_" + id));
        }

        return new SimulatedAnswer(
            "msg_" + id, step.Model ?? prompt.Model.Id, blocks, step.Stop ?? stop, cache, Math.Max(1, blocks.Sum(Tokens)), tellsDropped ? prompt.Dropped : null);
    }

    private static long Tokens(AnswerBlock block) => TokenCount.OfBytes(Encoding.UTF8.GetByteCount(block.Content) + (block.Type == "tool_use" ? Encoding.UTF8.GetByteCount(block.Name) : 0));
}
