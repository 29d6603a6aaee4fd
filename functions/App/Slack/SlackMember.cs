using AccessReview.Domain.Directory;
using Azure.Data.Tables;

namespace AccessReview.App.Slack;

/// <summary>A person whom an administrator has said to be a user of Slack. Nothing else makes anybody one.</summary>
/// <param name="User">The person.</param>
/// <param name="SlackUser">Slack's identifier: U… or W….</param>
/// <param name="Channel">Where the bot and they talk alone: D….</param>
/// <param name="ConfirmedBy">Who said so.</param>
/// <param name="ConfirmedAt">When; what happened before is not told by Slack.</param>
public sealed record SlackMember(UserId User, string SlackUser, string Channel, UserId ConfirmedBy, DateTimeOffset ConfirmedAt)
{
    public TableEntity ToRow(string partition, string key) => new(partition, key)
    {
        ["User"] = User.Value,
        ["SlackUser"] = SlackUser,
        ["Channel"] = Channel,
        ["ConfirmedBy"] = ConfirmedBy.Value,
        ["ConfirmedAt"] = ConfirmedAt,
    };

    public static SlackMember Of(TableEntity row) => new(
        UserId.From(row.GetString("User")), row.GetString("SlackUser"), row.GetString("Channel"), UserId.From(row.GetString("ConfirmedBy")), row.GetDateTimeOffset("ConfirmedAt") ?? default);
}
