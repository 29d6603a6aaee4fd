using System.Security.Cryptography;
using System.Text;

namespace AccessReview.Domain.Directory;

/// <summary>
/// The holder of access that an account has and no person: a service or shared account, or one whose owner is unknown. Its id stands where
/// a user's id stands. No user of the directory can have such an id, so nobody signs in with it, and it is never assigned, notified or a
/// delegate.
/// </summary>
public static class AccountHolder
{
    private const string Prefix = "account:";
    private const int Digits = 32;

    /// <summary>The id of the holder: derived from the account, so that each import finds the same grant.</summary>
    public static UserId Of(AppId app, AccountId account) =>
        new(Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{app}\n{account}")))[..Digits]);

    /// <summary>Returns whether an account holds the access, and no person.</summary>
    public static bool Is(UserId holder) =>
        holder.Value is { Length: 40 } id && id.StartsWith(Prefix, StringComparison.Ordinal) && id.Skip(Prefix.Length).All(char.IsAsciiHexDigitLower);

    /// <summary>The name to show: the login, never the id of the holder.</summary>
    /// <param name="login">Null: the directory does not know the account.</param>
    public static string NameOf(string? login, AccountId? account, UserId holder) => login ?? account?.Value ?? holder.Value;

    /// <summary>The person whose own account it is. For them its access is own access, so they never decide about it; null: nobody.</summary>
    public static UserId? PersonOf(Account? account) => account is { Type: AccountType.Personal or AccountType.Admin } ? account.OwnerId : null;

    /// <summary>The person who is responsible for a service or shared account; null: nobody is named.</summary>
    public static UserId? ResponsibleFor(Account? account) => account is { Type: AccountType.Service or AccountType.Shared } ? account.OwnerId : null;
}
