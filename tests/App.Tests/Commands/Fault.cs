using Azure.Core;

namespace AccessReview.App.Tests.Commands;

/// <summary>Simulates a crash: nothing more is written to the tables.</summary>
// It has only one constructor.
#pragma warning disable CA1032
public sealed class DiedException() : Exception("The app is dead: nothing it does reaches a table.");
#pragma warning restore CA1032

/// <summary>A fault of one request around its commit, the write that completes it.</summary>
/// <param name="isCommit">Whether this text (method, path and body of a write) is the commit. Null: it commits without a
/// table, by starting an orchestration.</param>
public sealed class Fault(Func<string, bool>? isCommit)
{
    private bool _isBegun;
    private bool _isCommitted;

    /// <summary>Runs once, right before the first attempt to commit.</summary>
    public Func<Task> Before { get; init; } = () => Task.CompletedTask;

    /// <summary>Runs once, right after the commit was answered.</summary>
    public Func<Task> After { get; init; } = () => Task.CompletedTask;

    /// <summary>No write after the commit reaches a table.</summary>
    public bool Dies { get; init; }

    /// <summary>The answer cannot be stored under its key.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>The request's row among the stored answers, as named in the path of a write.</summary>
    internal string? IdempotencyRow { get; set; }

    /// <summary>Signalled once the server knows that the caller has disconnected.</summary>
    internal TaskCompletionSource HungUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal bool IsOfAnswer(Request request) => IdempotencyRow is { } row && Uri.UnescapeDataString(request.Uri.Path).Contains(row, StringComparison.Ordinal);

    internal async ValueTask PassAsync(Request request, Func<ValueTask> send)
    {
        var isAnswer = IsOfAnswer(request);
        if (isAnswer && !_isCommitted)
        {
            _isBegun = _isCommitted = true;
            await After();
        }

        if ((_isCommitted && Dies) || (isAnswer && LosesAnswer))
            throw new DiedException();
        if (_isBegun || isCommit is null || request.Method == RequestMethod.Get || !isCommit(await TextOfAsync(request)))
        {
            await send();
            return;
        }

        // Other writes in between pass.
        _isBegun = true;
        await Before();
        await send();
        _isCommitted = true;
        await After();
    }

    private static async Task<string> TextOfAsync(Request request)
    {
        using var body = new MemoryStream();
        if (request.Content is { } content)
            await content.WriteToAsync(body, CancellationToken.None);
        return $"{request.Method} {request.Uri.Path}\n{System.Text.Encoding.UTF8.GetString(body.ToArray())}";
    }
}
