using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Azure;
using Azure.Data.Tables;

namespace AccessReview.App.SignIn;

/// <param name="User">The user whom it signs in.</param>
/// <param name="ReturnTo">The page to open after sign-in.</param>
/// <param name="Bond">Ties the link to the user's address, roles and status.</param>
public sealed record MailedLink(UserId User, string ReturnTo, DateTimeOffset ExpiresAt, PersonBond Bond, ETag ETag)
{
    public TableEntity ToRow(string hash)
    {
        var row = new TableEntity(SecretHash.Partition("link", hash), hash)
        {
            ["User"] = User.Value,
            ["ReturnTo"] = ReturnTo,
            ["EndsAt"] = ExpiresAt,
        };
        Bond.WriteTo(row);
        return row;
    }

    public static MailedLink Of(TableEntity row) => new(
        UserId.From(row.GetString("User")),
        Paths.Local(row.GetString("ReturnTo")) ?? Addresses.Home,
        row.GetDateTimeOffset("EndsAt") ?? default,
        PersonBond.Of(row),
        row.ETag);
}

/// <param name="Secret">The secret in the mail.</param>
/// <param name="Replaced">The hash of the link that this one replaces; null: none.</param>
public sealed record NewMailedLink(string Secret, DateTimeOffset ExpiresAt, string? Replaced);
