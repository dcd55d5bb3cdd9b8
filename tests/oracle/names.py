"""Names in the program's JSON; nothing else in the oracle depends on them."""

OWNER, MANAGER, CHANNEL, GUEST = "owner", "manager", "channel", "guest"
PASSED_ON_BY = {CHANNEL: "pass-through-by-channel", MANAGER: "pass-through-by-manager"}
EARLIER_PARTIES = {"tax-office-by-channel": PASSED_ON_BY[CHANNEL],
                   "tax-office-by-manager": PASSED_ON_BY[MANAGER]}

# Columns whose lines have several kinds; every other column has the name of its kind.
COLUMN_OF_KIND = {
    "accommodation": "rent", "discount": "rent", "guest-fee": "fees", "pass-on": "taxes",
    "adjustment": "adjustments", "channel-fee": "channel_fee", "channel-fee-vat": "channel_fee_vat",
    "commission": "commission", "commission-waived": "commission",
    "commission-vat": "commission_vat", "tax": "taxes", "tax-withheld": "withheld",
    "withholding": "withheld", "owner-stay-cleaning": "charges", "received": "received",
}
EXPENSES, CREDITS, CO_HOST, NET = "expenses", "credits", "co_host", "net"

COLUMNS = (*dict.fromkeys(COLUMN_OF_KIND.values()), EXPENSES, CREDITS, CO_HOST)


def column(kind):
    """The owner's column for lines of a kind."""
    return COLUMN_OF_KIND[kind.split(".")[0]]
