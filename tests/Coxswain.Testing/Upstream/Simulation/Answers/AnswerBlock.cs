namespace Coxswain.Testing.Upstream.Simulation.Answers;

/// <summary>A content block of an answer.</summary>
/// <param name="Type"><c>thinking</c>, <c>text</c> or <c>tool_use</c>.</param>
/// <param name="Content">The thought, the text, or the tool's input as JSON.</param>
/// <param name="Name">Of the tool, or the thinking block's signature; otherwise empty.</param>
/// <param name="Id">Of the tool's call; otherwise empty.</param>
public sealed record AnswerBlock(string Type, string Content, string Name = "", string Id = "");
