module cronwright.dev/oracle/api

go 1.24
