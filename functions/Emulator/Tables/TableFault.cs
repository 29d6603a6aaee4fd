namespace AccessReview.Emulator.Tables;

/// <summary>What the Table service answers instead of doing the work: a status, a stable code and a text.</summary>
// Internal, thrown and caught in this folder; a fault without status and code makes no sense.
#pragma warning disable CA1032, CA1064
internal sealed class TableFault(int status, string code, string text) : Exception(text)
#pragma warning restore CA1032, CA1064
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The same fault as the answer to a batch; clients read the failing operation's index from the text.</summary>
    public TableFault InBatch(int index) => new(Status, Code, $"{index}:{Message}");
}
