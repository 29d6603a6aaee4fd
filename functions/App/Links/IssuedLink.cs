using AccessReview.App.Directory;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;

namespace AccessReview.App.Links;

/// <summary>The record of an issued link. It does not hold the token, but the token can be signed again from it.</summary>
public sealed record IssuedLink(LinkClaims Claims, string KeyName, string Channel, DateTimeOffset? RevokedAt)
{
    /// <summary>The person's security stamp and address when the link was issued. Rows of earlier builds have neither.</summary>
    public PersonBond Bond { get; init; } = new(0, null);

    public bool IsLive(DateTimeOffset now) => RevokedAt is null && !LinkLife.IsOver(Claims, now);

    public TableEntity ToRow()
    {
        var row = new TableEntity(Claims.Task.Value, KeyOf(Claims.Generation, Claims.Id))
        {
            ["Tenant"] = Claims.Tenant,
            ["Generation"] = Claims.Generation,
            ["Person"] = Claims.Person.Value,
            ["IssuedAt"] = Claims.IssuedAt,
            ["ExpiresAt"] = Claims.ExpiresAt,
            ["LinkId"] = Claims.Id,
            ["KeyName"] = KeyName,
            ["Channel"] = Channel,
            ["RevokedAt"] = RevokedAt,
        };
        Bond.WriteTo(row);
        return row;
    }

    public static IssuedLink Of(TableEntity row) => new(
        new LinkClaims(
            row.GetString("Tenant"),
            TaskId.From(row.PartitionKey),
            row.GetInt32("Generation") ?? 0,
            UserId.From(row.GetString("Person")),
            row.GetDateTimeOffset("IssuedAt") ?? default,
            row.GetDateTimeOffset("ExpiresAt") ?? default,
            row.GetString("LinkId")),
        row.GetString("KeyName"),
        row.GetString("Channel"),
        row.GetDateTimeOffset("RevokedAt"))
    {
        Bond = PersonBond.Of(row),
    };

    public static string KeyOf(int generation, string id) => $"{generation:D9}_{id}";

    /// <summary>The range of row keys of a generation's links.</summary>
    public static (string First, string Behind) KeysOf(int generation) => (KeyOf(generation, ""), KeyOf(generation + 1, ""));
}
