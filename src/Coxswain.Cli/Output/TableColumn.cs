namespace Coxswain.Cli.Output;

/// <param name="Number">Right-aligned and never shortened.</param>
internal readonly record struct TableColumn(string Header, bool Number = false);
