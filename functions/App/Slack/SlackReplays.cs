using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>
/// Signatures that were here before, for all hosts: the same request twice is a replay. They are kept with the answers to
/// Idempotency-Keys and swept with them after a day; a signature is worth nothing after ten minutes.
/// </summary>
public sealed class SlackReplays(AppTables tables, TimeProvider clock)
{
    /// <summary>False: it was here before.</summary>
    public async Task<bool> TryBeginAsync(string signature, CancellationToken cancellationToken)
    {
        var (partition, row) = KeyOf(signature);
        try
        {
            await tables.Answers.AddEntityAsync(new TableEntity(partition, row) { ["StartedAt"] = clock.GetUtcNow() }, cancellationToken);
            return true;
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            return false;
        }
    }

    /// <summary>It came to nothing: sent again it is welcome.</summary>
    public async Task ForgetAsync(string signature)
    {
        var (partition, row) = KeyOf(signature);
        await tables.Answers.DeleteEntityAsync(partition, row, cancellationToken: CancellationToken.None);
    }

    private static (string Partition, string Row) KeyOf(string signature) => ($"slack-{signature[3..5]}", signature);
}
