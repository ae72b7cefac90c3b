namespace AtlasCmk.Rules;

/// <summary>The controls of frameworks that the controls of AtlasCmk speak to. They support an audit, and do not replace it.</summary>
/// <remarks>
/// Sources: ISO/IEC 27001:2022, Annex A; PCI DSS v4.0.1, requirements 3.6, 3.7 and 8.6; Regulation (EU) 2022/2554 (DORA), article 12;
/// Commission Delegated Regulation (EU) 2024/1774 (DORA's technical standards on ICT risk management), articles 6, 7 and 13.
/// </remarks>
internal static class Frameworks
{
    /// <summary>"Use of cryptography".</summary>
    public const string IsoCryptography = "ISO 27001:2022 A.8.24";

    /// <summary>"Networks security".</summary>
    public const string IsoNetworks = "ISO 27001:2022 A.8.20";

    /// <summary>"Authentication information".</summary>
    public const string IsoAuthentication = "ISO 27001:2022 A.5.17";

    /// <summary>"Information backup".</summary>
    public const string IsoBackup = "ISO 27001:2022 A.8.13";

    /// <summary>"Monitoring activities".</summary>
    public const string IsoMonitoring = "ISO 27001:2022 A.8.16";

    /// <summary>Procedures protect the keys of stored account data against disclosure and misuse.</summary>
    public const string PciKeyProtection = "PCI DSS 4.0 3.6.1";

    /// <summary>Keys are changed at the end of their cryptoperiod.</summary>
    public const string PciKeyChange = "PCI DSS 4.0 3.7.4";

    /// <summary>Passwords of application accounts are protected against misuse, and changed periodically.</summary>
    public const string PciApplicationSecret = "PCI DSS 4.0 8.6.3";

    /// <summary>"Encryption and cryptographic controls": includes the encryption of data at rest.</summary>
    public const string DoraEncryption = "DORA RTS 2024/1774 Art. 6";

    /// <summary>"Cryptographic key management": the lifecycle of keys, and their protection against loss and unauthorized access.</summary>
    public const string DoraKeys = "DORA RTS 2024/1774 Art. 7";

    /// <summary>"Network security management".</summary>
    public const string DoraNetworks = "DORA RTS 2024/1774 Art. 13";

    /// <summary>"Backup policies and procedures, restoration and recovery procedures and methods".</summary>
    public const string DoraBackup = "DORA 2022/2554 Art. 12";
}
