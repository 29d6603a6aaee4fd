namespace AccessReview.Emulator.Tables;

/// <summary>An error of the Table service: a status, a stable code and a text.</summary>
// Internal, thrown and caught in this folder. A fault without status and code is useless.
#pragma warning disable CA1032, CA1064
internal sealed class TableFault(int status, string code, string text) : Exception(text)
#pragma warning restore CA1032, CA1064
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The same error in the response to a batch; clients read the failed operation's index from the text.</summary>
    public TableFault InBatch(int index) => new(Status, Code, $"{index}:{Message}");
}
