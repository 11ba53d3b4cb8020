namespace Coxswain.Cli.Output;

/// <param name="Number">Right-aligned and never shortened.</param>
/// <param name="Rank">0 always stays; on a narrow terminal the columns of the highest rank go first.</param>
/// <param name="Least">Characters a text needs to be worth showing; columns go before it gets less.</param>
internal readonly record struct TableColumn(string Header, bool Number = false, int Rank = 0, int Least = 12);
