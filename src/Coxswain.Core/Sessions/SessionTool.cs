namespace Coxswain.Core.Sessions;

/// <param name="Unfinished">Calls whose result no source told.</param>
public sealed record SessionTool(string Tool, long Calls, long Failed, long Unfinished, long ResultSize);
