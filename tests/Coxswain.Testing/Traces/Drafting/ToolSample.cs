namespace Coxswain.Testing.Traces.Drafting;

/// <summary>What one tool call says and returns.</summary>
internal sealed record ToolSample(string Name, TraceToolInput Input, string Result, int LinesAdded = 0, int LinesRemoved = 0);
