using AccessReview.App.Store;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>
/// The signatures of earlier requests, shared by all hosts: a repeated signature is a replay. They are stored with the responses to
/// Idempotency-Keys and deleted with them after a day. A signature is only valid for ten minutes.
/// </summary>
public sealed class SlackReplays(AppTables tables, TimeProvider clock)
{
    /// <summary>Returns false if the signature was used before.</summary>
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

    /// <summary>The request failed, so the same request may be sent again.</summary>
    public async Task ForgetAsync(string signature)
    {
        var (partition, row) = KeyOf(signature);
        await tables.Answers.DeleteEntityAsync(partition, row, cancellationToken: CancellationToken.None);
    }

    private static (string Partition, string Row) KeyOf(string signature) => ($"slack-{signature[3..5]}", signature);
}
