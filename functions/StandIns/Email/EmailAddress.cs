// Microsoft's package carries no nullable annotations, so neither does this.
#nullable disable

namespace Azure.Communication.Email;

// As in Microsoft's package: a struct without equality.
#pragma warning disable CA1815
public readonly struct EmailAddress
#pragma warning restore CA1815
{
    public EmailAddress(string address)
        : this(address, string.Empty)
    {
    }

    public EmailAddress(string address, string displayName)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        Address = address;
        DisplayName = displayName;
    }

    public string Address { get; }

    public string DisplayName { get; }
}
